package io.pgbelay.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The files of {@code examples/}, with the addresses of a playground in place of a cluster's. */
public final class Examples {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final World world;

    public Examples(World world) {
        this.world = world;
    }

    /** The schedule of {@code examples/backupschedule.yaml}, due at these times. */
    public String schedule(String cron) {
        var schedule = read("backupschedule.yaml");
        var spec = (ObjectNode) schedule.get("spec");
        spec.put("schedule", cron);
        spec.put("timeZone", "Etc/UTC");
        template((ObjectNode) spec.get("template"));
        ((ObjectNode) spec.get("restore")).put("freeBytes", "100Gi");
        return write(schedule);
    }

    /** {@code examples/backuprun.yaml}. */
    public String run() {
        return write(read("backuprun.yaml"));
    }

    /** {@code examples/restorerequest.yaml}. */
    public String restore() {
        return write(read("restorerequest.yaml"));
    }

    private void template(ObjectNode template) {
        var postgres = world.playground().postgres();
        var database = (ObjectNode) template.get("database");
        database.put("host", postgres.host());
        database.put("port", postgres.port());
        database.put("version", postgres.majorVersion());
        database.put("sslMode", "disable");
        database.remove("sslRootCert");
        var s3 = (ObjectNode) template.get("storage").get("s3");
        s3.put("bucket", World.BUCKET);
        s3.put("endpoint", world.playground().s3().endpoint().toString());
        s3.put("region", world.playground().s3().region());
        s3.put("forcePathStyle", true);
    }

    private static ObjectNode read(String file) {
        try {
            return (ObjectNode) YAML.readTree(path(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Path path(String file) {
        return World.root().resolve("examples").resolve(file);
    }

    private static String write(ObjectNode node) {
        try {
            return YAML.writeValueAsString(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
