package io.pgbelay.playground.shop;

import java.io.IOException;

/** The application's program: {@code serve}, {@code migrate}, or tell the {@code revision} of its schema. */
public final class Shop {
    private Shop() {}

    /** Runs what the first word names; which release this is stands in {@code SHOP_RELEASE}. */
    public static void main(String[] args) throws IOException {
        var release = Release.of(System.getenv());
        var database = new ShopDatabase(System.getenv());
        switch (args.length == 0 ? "serve" : args[0]) {
            case "migrate" -> System.out.println("The schema is at revision " + database.migrate(release));
            case "revision" -> System.out.println(database.revision());
            case "serve" -> ShopServer.start(release, database, port()).await();
            default -> {
                System.err.println("shop: say serve, migrate or revision");
                System.exit(2);
            }
        }
    }

    private static int port() {
        return Integer.parseInt(System.getenv().getOrDefault("PORT", "0"));
    }
}
