package io.pgbelay.house;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The resource in a file of {@code examples/}, to be changed in one place; what asks, asks in the name of who has all rights. */
record Example(ObjectNode resource) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** The example of a kind. */
    static Example of(String kind) {
        var file = Repository.ROOT.resolve("examples/" + kind.toLowerCase(java.util.Locale.ROOT) + ".yaml");
        try {
            var resource = (ObjectNode) YAML.readTree(Repository.read(file));
            ((ObjectNode) resource.get("metadata")).remove("namespace");
            if (resource.at("/spec/requestedBy").isTextual()) {
                ((ObjectNode) resource.get("spec")).put("requestedBy", ApiServer.ADMIN);
            }
            return new Example(resource);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file.toString(), e);
        }
    }

    /** The same with another value at this place; the objects above it are made where they are missing. */
    Example with(String pointer, JsonNode value) {
        var copy = resource.deepCopy();
        var place = JsonPointer.compile(pointer);
        var parent = copy.withObject(place.head(), JsonNode.OverwriteMode.NULLS, true);
        parent.set(place.last().getMatchingProperty(), value);
        return new Example(copy);
    }

    /** The same without what is at this place. */
    Example without(String pointer) {
        var copy = resource.deepCopy();
        var place = JsonPointer.compile(pointer);
        ((ObjectNode) copy.at(place.head())).remove(place.last().getMatchingProperty());
        return new Example(copy);
    }
}
