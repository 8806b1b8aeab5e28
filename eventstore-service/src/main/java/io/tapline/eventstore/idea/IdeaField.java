package io.tapline.eventstore.idea;

import static io.tapline.eventstore.Reason.INVALID_IDEA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tapline.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in the message that knows its path, so that whatever is wrong with it can be said with
 * the path. A JSON null counts as absent.
 *
 * @param path as people write it, e.g. {@code Source[0].IP4[1]}
 * @param prefix what the path of a child begins with
 */
record IdeaField(String path, JsonNode node, String prefix) {

  private static IdeaField at(String path, JsonNode node) {
    return new IdeaField(path, node, path + ".");
  }

  Refusal refuse(String why) {
    return Refusal.ofField(INVALID_IDEA, path, path + " " + why);
  }

  boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  IdeaField child(String name) {
    if (isPresent()) {
      requireObject();
    }
    JsonNode child = node.get(name);
    return at(prefix + name, child == null ? MissingNode.getInstance() : child);
  }

  void requireObject() {
    if (!node.isObject()) {
      throw refuse("must be an object");
    }
  }

  /** The elements of an optional list. */
  List<IdeaField> elements() {
    if (!isPresent()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw refuse("must be a list");
    }
    List<IdeaField> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(at(path + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  /** The objects of an optional list. */
  List<IdeaField> entries(String name) {
    List<IdeaField> entries = child(name).elements();
    entries.forEach(IdeaField::requireObject);
    return entries;
  }

  String text() {
    requirePresent();
    if (!node.isTextual()) {
      throw refuse("must be a text");
    }
    return node.textValue().replace('\0', '\uFFFD');
  }

  String optionalText() {
    return isPresent() ? text() : "";
  }

  List<String> texts() {
    return elements().stream().map(IdeaField::text).toList();
  }

  List<String> names() {
    return elements().stream().map(IdeaField::name).toList();
  }

  /** A text that is an index key: not blank, and short. */
  String name() {
    String name = text();
    if (name.isBlank()) {
      throw refuse("must not be blank");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > IdeaLimits.NAME_BYTES) {
      throw refuse("is longer than " + IdeaLimits.NAME_BYTES + " bytes");
    }
    return name;
  }

  String optionalName() {
    return isPresent() && !node.asText().isEmpty() ? name() : "";
  }

  /** A name without blanks and control characters. */
  String identifier() {
    requirePresent();
    if (node.asText().chars().anyMatch(c -> c <= ' ' || c == 0x7f || Character.isISOControl(c))) {
      throw refuse("must not have blanks or control characters");
    }
    return name();
  }

  Instant time() {
    try {
      return IdeaTime.parse(text());
    } catch (IllegalArgumentException e) {
      throw refuse("must be a time such as 2026-01-31T23:59:59Z");
    }
  }

  int port() {
    return (int) number(65_535);
  }

  long count() {
    return number(Long.MAX_VALUE);
  }

  void requireFlag() {
    if (!node.isBoolean()) {
      throw refuse("must be true or false");
    }
  }

  void requireFraction() {
    if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > 1) {
      throw refuse("must be a number between 0 and 1");
    }
  }

  private long number(long max) {
    requirePresent();
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw refuse("must be a whole number");
    }
    if (node.longValue() < 0 || node.longValue() > max) {
      throw refuse("must be between 0 and " + max);
    }
    return node.longValue();
  }

  private void requirePresent() {
    if (!isPresent()) {
      throw refuse("is missing");
    }
  }
}
