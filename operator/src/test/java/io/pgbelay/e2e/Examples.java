package io.pgbelay.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The files of {@code examples/}, in the namespace of this story and with its storage's address.
 *
 * @param major version of the server
 */
record Examples(Path folder, Image postgres, int major) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** {@code examples/backupschedule.yaml}, due every minute. */
    String schedule() {
        var schedule = read("backupschedule.yaml");
        var spec = (ObjectNode) schedule.get("spec");
        spec.put("schedule", "* * * * *");
        template(spec);
        return write(schedule);
    }

    /** A run by hand that writes the schedule's template out, with something about it changed. */
    String run(String name, Consumer<ObjectNode> change) {
        var run = read("backuprun.yaml");
        run.withObject("metadata").put("name", name);
        var template = template((ObjectNode) read("backupschedule.yaml").get("spec"));
        change.accept(template);
        var spec = run.withObject("spec");
        spec.removeAll();
        spec.set("template", template);
        return write(run);
    }

    /** {@code examples/restorerequest.yaml}. */
    String restore() {
        return write(read("restorerequest.yaml"));
    }

    /** The database is called as in the example, so only its version is another; the bucket is not Amazon's. */
    private ObjectNode template(ObjectNode spec) {
        var template = spec.withObject("template");
        var database = template.withObject("database");
        database.put("version", major);
        if (!postgres.tag().equals(Integer.toString(major))) {
            database.put("image", postgres.toString());
        }
        // Longer than the default: a lock is held on purpose while the operator is killed.
        template.withObject("dump").put("lockTimeout", "5m");
        template.withObject("storage")
                .withObject("s3")
                .put("endpoint", BucketPod.endpoint())
                .put("region", "us-east-1")
                .put("forcePathStyle", true);
        return template;
    }

    private ObjectNode read(String file) {
        try {
            var node = (ObjectNode) YAML.readTree(folder.resolve(file).toFile());
            node.withObject("metadata").put("namespace", Cluster.SHOP);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String write(ObjectNode node) {
        try {
            return YAML.writeValueAsString(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
