package io.pgbelay.demo;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pgbelay.playground.Playground;
import io.pgbelay.playground.control.Kubeconfig;
import io.pgbelay.playground.node.ImageCommand;
import io.pgbelay.playground.node.Images;
import io.pgbelay.playground.postgres.PostgresBinaries;
import io.pgbelay.playground.shop.ShopImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A playground in which pgBelay is installed: CRDs, the chart's RBAC and policies, and the operator as a process under
 * its own service account.
 */
public final class World implements AutoCloseable {
    /** Bucket that is there from the start. */
    public static final String BUCKET = "shop-backups";

    /** Namespace of the operator. */
    public static final String SYSTEM = "pgbelay-system";

    private static final long TOKEN_SECONDS = 24 * 3600L;

    private final Playground playground;
    private final Path root;
    private final OperatorUnderTest operator;

    private World(Playground playground, Path root, Map<String, String> settings) {
        this.playground = playground;
        this.root = root;
        install();
        this.operator = new OperatorUnderTest(playground, "operator", image(root), kubeconfig(), settings);
    }

    /**
     * Starts everything; the operator last.
     *
     * @param settings variables for the operator besides the usual ones
     */
    public static World start(Consumer<String> console, Map<String, String> settings) {
        return start(console, settings, Map.of());
    }

    /**
     * The same.
     *
     * @param workers variables that the image of our workers has
     */
    static World start(Consumer<String> console, Map<String, String> settings, Map<String, String> workers) {
        var root = root();
        var postgres = PostgresBinaries.find(console);
        var images = Images.builder();
        Releases.images().forEach((name, release) -> images.map(name, ShopImage.of(release, playground(root))));
        images.map(
                        "postgres:*",
                        ImageCommand.ofPath().withPathFirst(postgres.directory().toString()))
                .map("ghcr.io/pgbelay/pgbelay:*", worker(root, workers))
                .map("registry.example/shop:*", shop(postgres))
                .map("registry.example/web:v3*", ImageCommand.of("sleep", "infinity"))
                .map("registry.example/web:*", web());
        var playground = Playground.start(Playground.Options.defaults()
                .withImages(images.build())
                .withBuckets(BUCKET)
                .withAuditLog()
                .withConsole(console));
        try {
            var world = new World(playground, root, settings);
            world.operator.start();
            return world;
        } catch (RuntimeException e) {
            playground.close();
            throw e;
        }
    }

    /** An application without a port that has the Postgres tools, as images with a migration have. */
    private static ImageCommand shop(PostgresBinaries postgres) {
        return ImageCommand.of("sleep", "infinity")
                .withPathFirst(postgres.directory().toString());
    }

    /** An application that answers on the port in its environment. */
    private static ImageCommand web() {
        var server = System.getProperty("java.home") + "/bin/jwebserver";
        return ImageCommand.of("sh", "-c", "exec \"$0\" -b 127.0.0.1 -p \"$PORT\" -d /usr/share -o none", server);
    }

    private static ImageCommand worker(Path root, Map<String, String> variables) {
        var launcher = image(root).resolve("bin/pgbelay").toString();
        return new ImageCommand(List.of(launcher), variables).with("JAVA_HOME", System.getProperty("java.home"));
    }

    private static Path playground(Path root) {
        return root.resolve("examples/playground");
    }

    private static Path image(Path root) {
        return root.resolve("operator/target/image");
    }

    /** The checkout: tests run in the module's folder, make in the one above. */
    static Path root() {
        var here = Path.of("").toAbsolutePath();
        return here.endsWith("operator") ? here.resolveSibling("").normalize() : here;
    }

    /** The folder with our CRDs. */
    public String crds() {
        return root.resolve("crds").toString();
    }

    private void install() {
        kubectl("apply", "--server-side", "-f", crds());
        kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
        namespace(SYSTEM);
        kubectlApply(Chart.render(root, SYSTEM));
    }

    /** A further replica of the operator, not started yet; it ends with the playground, if not before. */
    public OperatorUnderTest replica(String name, Map<String, String> settings) {
        return new OperatorUnderTest(playground, name, image(root), kubeconfig(), settings);
    }

    /** An operator that speaks to the API server through somebody who listens at this address. */
    OperatorUnderTest through(String name, String url, Map<String, String> settings) {
        var file = playground.directory().resolve(name + ".kubeconfig");
        return new OperatorUnderTest(
                playground,
                name,
                image(root),
                Kubeconfig.forToken(file, url, playground.controlPlane(), token()),
                settings);
    }

    private Path kubeconfig() {
        return Kubeconfig.forToken(
                playground.directory().resolve("operator.kubeconfig"), playground.controlPlane(), token());
    }

    private String token() {
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build();
        return client().serviceAccounts()
                .inNamespace(SYSTEM)
                .withName("pgbelay")
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    /** The parts below. */
    public Playground playground() {
        return playground;
    }

    /** The operator's process. */
    public OperatorUnderTest operator() {
        return operator;
    }

    /** A client with all rights. */
    public KubernetesClient client() {
        return playground.controlPlane().client();
    }

    /** Makes a namespace. */
    public void namespace(String name) {
        var namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
        client().resource(namespace).serverSideApply();
    }

    /** Makes a Secret. */
    public void secret(String namespace, String name, Map<String, String> values) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withStringData(values)
                .build();
        client().resource(secret).serverSideApply();
    }

    /** The three Secrets that the examples name. */
    public void exampleSecrets(String namespace) {
        secret(namespace, "orders-backup", Map.of("username", "orders_backup", "password", Shop.PASSWORD));
        secret(namespace, "orders-admin", Map.of("username", "orders_admin", "password", Shop.PASSWORD));
        var s3 = playground.s3();
        secret(
                namespace,
                "s3-writer",
                Map.of("AWS_ACCESS_KEY_ID", s3.accessKey(), "AWS_SECRET_ACCESS_KEY", s3.secretKey()));
    }

    /** Runs the real kubectl with all rights; it has to succeed. */
    public String kubectl(String... arguments) {
        var answer = tryKubectl("", arguments);
        if (answer.exit() != 0) {
            throw new IllegalStateException("kubectl " + String.join(" ", arguments) + "\n" + answer.text());
        }
        return answer.text();
    }

    /** Applies this YAML. */
    public String kubectlApply(String yaml) {
        var answer = tryKubectl(yaml, "apply", "-f", "-");
        if (answer.exit() != 0) {
            throw new IllegalStateException("kubectl apply\n" + answer.text());
        }
        return answer.text();
    }

    /** Runs the real kubectl with this on its stdin. */
    public Shell.Answer tryKubectl(String stdin, String... arguments) {
        var command = new java.util.ArrayList<>(
                List.of(playground.controlPlane().kubectl().toString()));
        command.addAll(List.of(arguments));
        var env = new HashMap<String, String>();
        env.put("KUBECONFIG", playground.controlPlane().kubeconfig().toString());
        return Shell.answer(env, stdin, command.toArray(String[]::new));
    }

    @Override
    public void close() {
        operator.close();
        playground.close();
    }
}
