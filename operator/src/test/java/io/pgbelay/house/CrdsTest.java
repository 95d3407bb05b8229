package io.pgbelay.house;

import org.junit.jupiter.api.Test;

class CrdsTest {
    @Test
    void theFilesAreWhatTheRecordsSay() {
        Crds.yaml().forEach((name, yaml) -> {
            Golden.check("crds/" + name + ".yaml", yaml);
            Golden.check("helm/pgbelay/files/crds/" + name + ".yaml", yaml);
        });
    }
}
