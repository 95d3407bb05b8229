package io.pgbelay.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pgbelay.demo.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/**
 * The health script of {@code examples/argocd}, run as Argo CD runs it: with the libraries base, package and table alone.
 * See Argo CD's {@code util/lua}.
 */
final class HealthScript {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String script;

    private HealthScript(String script) {
        this.script = script;
    }

    /** What Argo CD would show. */
    record Health(String status, String message) {}

    static HealthScript read(World world) {
        var file = Path.of(world.crds()).resolveSibling("examples/argocd/health.yaml");
        try {
            var entries = YAML.readTree(file.toFile()).at("/data").get("resource.customizations");
            return new HealthScript(YAML.readTree(entries.asText())
                    .get("pgbelay.io/*")
                    .get("health.lua")
                    .asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Health of(JsonNode object) {
        var lua = new Globals();
        lua.load(new BaseLib());
        lua.load(new PackageLib());
        lua.load(new TableLib());
        LoadState.install(lua);
        LuaC.install(lua);
        lua.set("obj", lua(object));
        var said = lua.load(script).call();
        return new Health(said.get("status").checkjstring(), said.get("message").checkjstring());
    }

    private static LuaValue lua(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                var table = new LuaTable();
                node.properties().forEach(one -> table.set(one.getKey(), lua(one.getValue())));
                yield table;
            }
            case ARRAY -> {
                var table = new LuaTable();
                node.forEach(one -> table.set(table.length() + 1, lua(one)));
                yield table;
            }
            case BOOLEAN -> LuaValue.valueOf(node.booleanValue());
            case NUMBER -> LuaValue.valueOf(node.doubleValue());
            case STRING -> LuaValue.valueOf(node.textValue());
            case NULL, MISSING, BINARY, POJO -> LuaValue.NIL;
        };
    }
}
