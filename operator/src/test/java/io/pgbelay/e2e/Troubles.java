package io.pgbelay.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a Pod cannot start or live with is named as the reason of its run, and soon. */
final class Troubles implements Chapter {
    @Override
    public String title() {
        return "A missing Secret, a missing image, too little memory";
    }

    @Override
    public void play(Scene scene) {
        scene.cluster().apply(scene.examples().run("no-secret", Troubles::noSecret));
        scene.cluster().apply(scene.examples().run("no-key", Troubles::noKey));
        scene.cluster().apply(scene.examples().run("no-ca", Troubles::noCertificate));
        scene.cluster().apply(scene.examples().run("no-image", Troubles::noImage));
        scene.cluster().apply(scene.examples().run("no-memory", Troubles::noMemory));
        verdict(scene, "no-secret", "SecretMissing.*not-there.*");
        verdict(scene, "no-key", "SecretMissing.*not-a-key.*");
        verdict(scene, "no-ca", "SecretMissing.*not-there.*");
        verdict(scene, "no-image", "ImageNotPulled.*registry\\.invalid.*");
        // Some runtimes lose the event that says so, and the word must still be there.
        verdict(scene, "no-memory", "(OutOfMemory|WorkerKilled).*memory.*");
    }

    private static void noSecret(ObjectNode template) {
        template.withObject("database").withObject("credentials").put("secretName", "not-there");
    }

    private static void noKey(ObjectNode template) {
        template.withObject("database").withObject("credentials").put("passwordKey", "not-a-key");
    }

    private static void noCertificate(ObjectNode template) {
        template.withObject("database").withObject("sslRootCert").put("secretName", "not-there");
    }

    private static void noImage(ObjectNode template) {
        template.withObject("database").put("image", "registry.invalid/nobody/postgres:15");
    }

    private static void noMemory(ObjectNode template) {
        template.put("retries", 0);
        template.withObject("podTemplate")
                .withObject("moverResources")
                .withObject("limits")
                .put("memory", "48Mi");
    }

    private static void verdict(Scene scene, String name, String pattern) {
        var status = Scene.status(scene.ended(name));
        var condition = status.conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason() + ": " + one.getMessage())
                .findFirst()
                .orElse("no condition");
        scene.findings().check(name, pattern, condition);
    }
}
