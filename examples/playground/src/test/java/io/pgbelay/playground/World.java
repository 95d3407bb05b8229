package io.pgbelay.playground;

import io.pgbelay.playground.node.ImageCommand;
import io.pgbelay.playground.node.Images;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One playground for all tests that ask for it, and a namespace of its own for each. */
public final class World implements ParameterResolver, AfterEachCallback {

    private static final Namespace STORE = Namespace.create(World.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Playground.class || type == Room.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Playground.class ? playground(context) : room(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Room room = context.getStore(STORE).remove(Room.class, Room.class);
        if (room != null) {
            room.leave();
        }
    }

    private static Room room(ExtensionContext context) {
        return context.getStore(STORE).computeIfAbsent(Room.class, key -> Room.enter(playground(context)), Room.class);
    }

    private static Playground playground(ExtensionContext context) {
        return context.getRoot().getStore(STORE).computeIfAbsent(Playground.class, key -> start(), Playground.class);
    }

    private static Playground start() {
        Images images = Images.builder()
                .map("tools", ImageCommand.ofPath())
                .map(
                        "example/echo:*",
                        ImageCommand.of("echo", "from the entrypoint").with("FLAVOUR", "plain"))
                .build();
        return Playground.start(Playground.Options.defaults()
                .withImages(images)
                .withBuckets("first", "second")
                .withConsole(System.out::println));
    }
}
