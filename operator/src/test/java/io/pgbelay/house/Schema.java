package io.pgbelay.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node of an OpenAPI schema, and what a test or a page wants to know of it. */
record Schema(JsonNode node) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    static Schema of(CustomResourceDefinition crd) {
        return new Schema(MAPPER.valueToTree(Crds.schema(crd)));
    }

    Schema child(String name) {
        return new Schema(node.path("properties").path(name));
    }

    SortedMap<String, Schema> children() {
        var children = new TreeMap<String, Schema>();
        node.path("properties").propertyStream().forEach(one -> children.put(one.getKey(), new Schema(one.getValue())));
        return children;
    }

    /** What a list holds. */
    Schema items() {
        return new Schema(node.path("items"));
    }

    boolean requires(String name) {
        return node.path("required").valueStream().anyMatch(one -> one.asText().equals(name));
    }

    String description() {
        return node.path("description").asText();
    }

    String type() {
        return node.path("type").asText();
    }

    List<String> words() {
        return node.path("enum").valueStream().map(JsonNode::asText).toList();
    }

    /** The messages of its rules. */
    List<String> rules() {
        return node.path("x-kubernetes-validations")
                .valueStream()
                .map(rule -> rule.path("message").asText())
                .toList();
    }

    /** A value of this schema: objects hold what is required, and every object that may be there. */
    JsonNode minimum() {
        if (node.has("enum")) {
            return TextNode.valueOf(words().getFirst());
        }
        return switch (type()) {
            case "object" -> minimalObject();
            case "array" -> JsonNodeFactory.instance.arrayNode();
            case "boolean" -> BooleanNode.TRUE;
            case "integer" -> IntNode.valueOf(Math.max(1, node.path("minimum").asInt(1)));
            default -> TextNode.valueOf("x");
        };
    }

    private ObjectNode minimalObject() {
        var object = JsonNodeFactory.instance.objectNode();
        children().forEach((name, child) -> {
            if (requires(name) || child.node().path("properties").isObject()) {
                object.set(name, child.minimum());
            }
        });
        return object;
    }

    /** The value with the schema's defaults, as the API server would store it. */
    JsonNode withDefaults(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        var object = ((ObjectNode) value).deepCopy();
        children().forEach((name, child) -> {
            if (!object.has(name) && child.node().has("default")) {
                object.set(name, child.node().get("default"));
            }
            if (object.has(name)) {
                object.set(name, child.withDefaults(object.get(name)));
            }
        });
        return object;
    }
}
