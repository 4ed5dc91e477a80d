package io.nacre.peers;

import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.model.onnx.schema.NodeProto;
import java.util.List;
import java.util.Optional;

/** The attributes of an ONNX node. */
record Attributes(NodeProto node) {

    private Optional<AttributeProto> find(String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    long integer(String name, long otherwise) {
        return find(name).map(AttributeProto::getI).orElse(otherwise);
    }

    float number(String name, float otherwise) {
        return find(name).map(AttributeProto::getF).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return find(name).map(attribute -> attribute.getS().toStringUtf8()).orElse(otherwise);
    }

    List<Long> integers(String name, List<Long> otherwise) {
        return find(name).map(AttributeProto::getIntsList).orElse(otherwise);
    }
}
