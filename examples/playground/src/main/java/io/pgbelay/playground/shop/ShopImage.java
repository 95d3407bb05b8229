package io.pgbelay.playground.shop;

import io.pgbelay.playground.node.ImageCommand;
import java.nio.file.Path;

/** What stands for the application's images: this process's own Java and classes, with {@code shop} on PATH. */
public final class ShopImage {
    private ShopImage() {}

    /**
     * The image of a release.
     *
     * @param release 1, 2 or 3
     * @param playground folder of this module, where the program {@code shop/bin/shop} lies
     */
    public static ImageCommand of(int release, Path playground) {
        var programs = playground.resolve("shop/bin");
        return ImageCommand.of(programs.resolve("shop").toString(), "serve")
                .withPathFirst(programs.toString())
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("SHOP_CLASSPATH", System.getProperty("java.class.path"))
                .with("SHOP_RELEASE", Integer.toString(release));
    }
}
