package io.pgbelay.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The Pod's user is what a cluster says, as with OpenShift's ranges: one that no image knows. */
final class AnotherUser implements Chapter {
    private static final String NAME = "orders-another-user";
    private static final int USER = 1_000_650_000;

    @Override
    public String title() {
        return "A user that no image knows";
    }

    @Override
    public void play(Scene scene) {
        scene.cluster().apply(scene.examples().run(NAME, AnotherUser::user));
        var run = scene.ended(NAME);
        scene.findings()
                .check(
                        "a run as user " + USER,
                        "Succeeded",
                        String.valueOf(Scene.status(run).phase()));
    }

    private static void user(ObjectNode template) {
        var context = template.withObject("podTemplate").withObject("securityContext");
        context.put("runAsNonRoot", true).put("runAsUser", USER).put("fsGroup", USER);
        context.withObject("seccompProfile").put("type", "RuntimeDefault");
    }
}
