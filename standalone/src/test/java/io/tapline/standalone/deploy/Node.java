package io.tapline.standalone.deploy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a YAML document; what is not there is a part without a value.
 *
 * @param place file and path, for messages
 */
record Node(String place, @Nullable Object value) {
  Node at(String... path) {
    Node node = this;
    for (String key : path) {
      node =
          new Node(
              node.place + "." + key, node.value instanceof Map<?, ?> map ? map.get(key) : null);
    }
    return node;
  }

  List<Node> items() {
    return value instanceof List<?> list
        ? list.stream().map(item -> new Node(place, item)).toList()
        : List.of();
  }

  /** Values of a list. */
  List<String> texts() {
    return items().stream().map(Node::text).toList();
  }

  String text() {
    return value == null ? "" : value.toString();
  }

  boolean exists() {
    return value != null;
  }

  @Override
  public String toString() {
    return place;
  }
}
