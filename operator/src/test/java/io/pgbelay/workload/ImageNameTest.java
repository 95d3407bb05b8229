package io.pgbelay.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "shop, shop, none, none",
                "shop:v1, shop, v1, none",
                "registry.example:5000/shop, registry.example:5000/shop, none, none",
                "registry.example:5000/team/shop:v1, registry.example:5000/team/shop, v1, none",
                "registry.example/shop@sha256:ab, registry.example/shop, none, sha256:ab",
                "registry.example:5000/shop:v1@sha256:ab, registry.example:5000/shop, v1, sha256:ab",
            })
    void aNameIsTakenApartAndPutTogether(String image, String repository, String tag, String digest) {
        var name = ImageName.parse(image);
        assertThat(name).isEqualTo(new ImageName(repository, tag, digest));
        assertThat(name).hasToString(image);
    }
}
