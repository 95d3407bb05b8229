package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import io.pgbelay.playground.control.Kubeconfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class VolumesTest {

    @Test
    void secretsAndConfigMapsHaveTheirModes(Room room) {
        room.create("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: one, b: two}}");
        room.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {x: ten}}");
        room.run("""
                restartPolicy: Never
                volumes:
                - {name: keys, secret: {secretName: s, defaultMode: 0400, items: [{key: a, path: deep/a}, {key: b, path: b, mode: 0640}]}}
                - {name: map, configMap: {name: c}}
                - {name: none, secret: {secretName: missing, optional: true}}
                containers:
                - name: main
                  image: tools:1
                  workingDir: /keys
                  command: [sh, -c, 'stat -c "%a %n" deep/a b; cat deep/a b; stat -c %a $MAP; cat $MAP; ls $NONE | wc -l']
                  env: [{name: MAP, value: /map/x}, {name: NONE, value: /none}]
                  volumeMounts: [{name: keys, mountPath: /keys}, {name: map, mountPath: /map}, {name: none, mountPath: /none}]
                """);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p")).isEqualTo("400 deep/a\n640 b\nonetwo644\nten0\n");
    }

    @Test
    void claimIsBoundAndOutlivesItsPod(Room room) {
        room.create("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
                """);
        String spec = """
                restartPolicy: Never
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'echo more >>$FILE; wc -l <$FILE']
                  env: [{name: FILE, value: /data/list}]
                  volumeMounts: [{name: data, mountPath: /data, subPath: inner}]
                """;
        room.run(spec);
        room.awaitPhase("Succeeded");
        room.client().pods().inNamespace(room.namespace()).withName("p").delete();
        Room.patiently().until(() -> room.pod() == null);
        room.run(spec);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p")).isEqualTo("2\n");
        assertThat(room.kubectl("get", "pvc", "data", "-o", "jsonpath={.status.phase}"))
                .isEqualTo("Bound");
        Path directory = Path.of(room.client()
                .persistentVolumes()
                .withName(room.kubectl("get", "pvc", "data", "-o", "jsonpath={.spec.volumeName}"))
                .get()
                .getSpec()
                .getHostPath()
                .getPath());
        assertThat(directory.resolve("inner/list")).exists();
        room.kubectl("delete", "pod/p", "pvc/data");
        Room.patiently().until(() -> !Files.exists(directory));
    }

    @Test
    void tokenAndDownwardApiAreProjected(Room room) {
        room.run("""
                restartPolicy: Never
                volumes:
                - name: info
                  projected:
                    sources:
                    - {downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}
                    - {serviceAccountToken: {path: token, expirationSeconds: 600, audience: someone}}
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'cat $DIR/labels; echo; cut -c1-3 $DIR/token; ls $ACCOUNT']
                  env: [{name: DIR, value: /info}, {name: ACCOUNT, value: /var/run/secrets/kubernetes.io/serviceaccount}]
                  volumeMounts: [{name: info, mountPath: /info}]
                """);
        room.awaitPhase("Succeeded");
        assertThat(room.kubectl("logs", "p")).isEqualTo("app=\"it\"\neyJ\nca.crt\nnamespace\ntoken\n");
    }

    @Test
    void serviceAccountTokenOpensTheApiServer(Room room) throws Exception {
        room.run("""
                restartPolicy: Never
                containers:
                - name: main
                  image: tools:1
                  command: [sh, -c, 'cat $ACCOUNT/token']
                  env: [{name: ACCOUNT, value: /var/run/secrets/kubernetes.io/serviceaccount}]
                """);
        room.awaitPhase("Succeeded");
        Path file = Files.createTempFile("token", ".kubeconfig");
        Kubeconfig.forToken(file, room.playground().controlPlane(), room.kubectl("logs", "p"));
        assertThat(room.kubectl(
                        "--kubeconfig",
                        file.toString(),
                        "auth",
                        "whoami",
                        "-o",
                        "jsonpath={.status.userInfo.username}"))
                .isEqualTo("system:serviceaccount:" + room.namespace() + ":default");
        assertThat(room.kubectl("--kubeconfig", file.toString(), "get", "secrets"))
                .contains("forbidden");
        Files.delete(file);
    }
}
