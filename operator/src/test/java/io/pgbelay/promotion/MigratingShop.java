package io.pgbelay.promotion;

import io.pgbelay.demo.World;

/** A shop of one workload with a table of revisions, in which a migration by psql writes a line. */
final class MigratingShop {
    private static final String BACKUP = "backup: {scheduleRef: {name: orders}}\n";

    private MigratingShop() {}

    /** Production at v1 and revision r1, with a migration and a restore point. */
    static Shopfront open(World world) {
        var shop = Shopfront.open(world);
        prepare(shop, "registry.example/shop:v1", 0);
        world.kubectlApply(shop.scene().schedule("0 1 * * *"));
        world.kubectlApply(place(shop, "registry.example/shop", migration("") + BACKUP));
        return shop;
    }

    static void prepare(Shopfront shop, String image, int port) {
        shop.scene()
                .postgres()
                .psql(
                        shop.scene().database(),
                        "CREATE TABLE revisions (r text); INSERT INTO revisions VALUES ('r1');"
                                + " ALTER TABLE revisions OWNER TO shop");
        shop.produce(image, port);
    }

    /** An Environment with one workload, whose container runs the migration. */
    static String place(Shopfront shop, String repository, String more) {
        return shop.environment(more)
                .replace(", {name: shop-worker, container: app}", "")
                .replace("repository: registry.example/shop", "repository: " + repository);
    }

    static String migration(String more) {
        return """
                migration:
                  up: [psql, -v, ON_ERROR_STOP=1, -c, "INSERT INTO revisions VALUES ('r2')"]
                  current: [psql, -Atc, "SELECT max(r) FROM revisions"]
                  down: [psql, -v, ON_ERROR_STOP=1, -c, "DELETE FROM revisions WHERE r > '{from}'"]
                """ + (more.isEmpty() ? "" : more.indent(2));
    }

    static String revisions(Shopfront shop) {
        return shop.scene()
                .postgres()
                .psql(shop.scene().database(), "SELECT string_agg(r, ',' ORDER BY r) FROM revisions")
                .strip();
    }
}
