package io.pgbelay.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

/** Two caches that hear of the same objects, each for itself and in its own time. */
class OneCopyTest {
    private final OneCopy<ConfigMap> known = new OneCopy<>();

    @Test
    void whatBothHoldInTheSameVersionIsOneObject() {
        var one = known.cache();
        var two = known.cache();
        one.put("ns/a", of("uid", "1"));
        two.put("ns/a", of("uid", "1"));
        assertThat(two.get("ns/a")).isSameAs(one.get("ns/a"));

        two.put("ns/a", of("uid", "2"));
        assertThat(one.get("ns/a").getMetadata().getResourceVersion()).isEqualTo("1");
        assertThat(two.get("ns/a").getMetadata().getResourceVersion()).isEqualTo("2");
        one.put("ns/a", of("uid", "2"));
        assertThat(one.get("ns/a")).isSameAs(two.get("ns/a"));
    }

    @Test
    void aNameThatComesAgainIsAnotherObject() {
        var one = known.cache();
        var two = known.cache();
        one.put("ns/a", of("old", "1"));
        two.put("ns/a", of("new", "1"));
        assertThat(two.get("ns/a").getMetadata().getUid()).isEqualTo("new");
        assertThat(one.get("ns/a").getMetadata().getUid()).isEqualTo("old");
    }

    @Test
    void whatOneForgetsTheOtherKeeps() {
        var one = known.cache();
        var two = known.cache();
        one.put("ns/a", of("uid", "1"));
        two.put("ns/a", of("uid", "1"));
        assertThat(one.remove("ns/a")).isNotNull();
        assertThat(one.size()).isZero();
        assertThat(one.get("ns/a")).isNull();
        assertThat(two.keySet()).containsExactly("ns/a");
        assertThat(two.values()).hasSize(1);
    }

    @Test
    void anObjectIsKnownByNamespaceAndName() {
        assertThat(known.cache().getKey(of("uid", "1"))).isEqualTo("ns/a");
    }

    private static ConfigMap of(String uid, String version) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName("a")
                .withUid(uid)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
