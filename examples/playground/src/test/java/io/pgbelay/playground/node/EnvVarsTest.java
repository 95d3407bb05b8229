package io.pgbelay.playground.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.playground.Room;
import io.pgbelay.playground.World;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(World.class)
class EnvVarsTest {

    @Test
    void allKindsOfSources(Room room) {
        room.create("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {PASSWORD: a=/work b, USER: me}}");
        room.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {COLOUR: red, PLACE: /work/c}}");
        room.run("""
                restartPolicy: Never
                volumes: [{name: work, emptyDir: {}}, {name: scratch, emptyDir: {}}]
                containers:
                - name: main
                  image: tools:1
                  command: [env]
                  args: ['ARGUMENT=$(HOME_OF)', 'ESCAPED=$$(HOME_OF)', env]
                  resources: {limits: {memory: 256Mi, cpu: 1500m}}
                  volumeMounts: [{name: work, mountPath: /work}, {name: scratch, mountPath: /tmp}]
                  envFrom:
                  - {prefix: DB_, secretRef: {name: s}}
                  - {configMapRef: {name: c}}
                  - {configMapRef: {name: missing, optional: true}}
                  env:
                  - {name: COLOUR, value: blue}
                  - {name: HOME_OF, value: /work}
                  - {name: DERIVED, value: '$(HOME_OF)/$(DB_USER):$(UNKNOWN)'}
                  - {name: URL, value: 's3://bucket/work'}
                  - {name: KEY, valueFrom: {configMapKeyRef: {name: c, key: COLOUR}}}
                  - {name: NO_KEY, valueFrom: {secretKeyRef: {name: s, key: none, optional: true}}}
                  - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                  - {name: LABEL, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                  - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                  - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
                  - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                """);
        room.awaitPhase("Succeeded");
        Map<String, String> env = room.kubectl("logs", "p")
                .lines()
                .collect(Collectors.toMap(line -> line.split("=", 2)[0], line -> line.split("=", 2)[1]));
        assertThat(env)
                .containsEntry("DB_PASSWORD", "a=/work b")
                .containsEntry("COLOUR", "blue")
                .containsEntry("URL", "s3://bucket/work")
                .containsEntry("KEY", "red")
                .containsEntry("POD", "p")
                .containsEntry("LABEL", "it")
                .containsEntry("NODE", Node.NAME)
                .containsEntry("MEMORY", "256")
                .containsEntry("CPU", "2")
                .containsEntry("ESCAPED", "$(HOME_OF)")
                .doesNotContainKeys("NO_KEY", "JAVA_HOME", "MAVEN_HOME");
        String host = String.valueOf(env.get("HOME_OF"));
        assertThat(host).startsWith(room.playground().directory().toString()).endsWith("/volumes/work");
        assertThat(env.get("TMPDIR")).endsWith("/volumes/scratch");
        assertThat(env)
                .containsEntry("PLACE", host + "/c")
                .containsEntry("DERIVED", host + "/me:$(UNKNOWN)")
                .containsEntry("ARGUMENT", host);
    }
}
