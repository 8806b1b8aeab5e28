package io.tapline.eventstore.reporter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tapline.eventstore.idea.IdeaTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The parts of a stored message that reports need and columns do not have. */
final class IdeaDocument {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final JsonNode root;

  private IdeaDocument(JsonNode root) {
    this.root = root;
  }

  /**
   * @param json a message that the store has accepted
   */
  static IdeaDocument parse(String json) {
    try {
      return new IdeaDocument(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored message that is no JSON", e);
    }
  }

  /** The first of these fields that is a time; earlier versions stored other texts, too. */
  Optional<Instant> time(String... fields) {
    return Stream.of(fields)
        .map(root::path)
        .filter(JsonNode::isTextual)
        .flatMap(node -> time(node.textValue()).stream())
        .findFirst();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(IdeaTime.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  OptionalLong count(String field) {
    JsonNode node = root.path(field);
    return node.canConvertToLong() && node.isIntegralNumber()
        ? OptionalLong.of(node.longValue())
        : OptionalLong.empty();
  }

  /** The name of the last node. */
  String detector() {
    JsonNode nodes = root.path("Node");
    return nodes.isEmpty() ? "" : nodes.get(nodes.size() - 1).path("Name").asText();
  }

  String note() {
    return root.path("Note").asText();
  }

  /** All values at paths such as {@code Source.Proto}, each once, sorted. */
  NavigableSet<String> values(String... paths) {
    NavigableSet<String> values = new TreeSet<>();
    for (String path : paths) {
      texts(nodes(List.of(root), List.of(path.split("\\.")))).forEach(values::add);
    }
    return values;
  }

  /** Those Source entries that have the address. */
  List<JsonNode> sourcesWith(String address) {
    return elements(root.path("Source")).filter(entry -> has(entry, address)).toList();
  }

  List<JsonNode> targets() {
    return elements(root.path("Target")).toList();
  }

  private static boolean has(JsonNode entry, String address) {
    return Stream.of("IP4", "IP6")
        .flatMap(family -> elements(entry.path(family)))
        .anyMatch(node -> node.asText().equals(address));
  }

  /** The texts of a list in an entry. */
  static Stream<String> texts(JsonNode entry, String field) {
    return texts(elements(entry.path(field)).toList());
  }

  private static Stream<String> texts(List<JsonNode> nodes) {
    return nodes.stream().filter(JsonNode::isValueNode).map(IdeaDocument::text);
  }

  /** As columns hold it: the database has no null character. */
  private static String text(JsonNode node) {
    return node.asText().replace('\0', '\uFFFD');
  }

  private static List<JsonNode> nodes(List<JsonNode> from, List<String> path) {
    List<JsonNode> here = new ArrayList<>(from);
    for (String field : path) {
      here = here.stream().flatMap(node -> elements(node.path(field))).toList();
    }
    return here;
  }

  /** Of a list, or the one value itself. */
  private static Stream<JsonNode> elements(JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false);
    }
    return node.isMissingNode() || node.isNull() ? Stream.empty() : Stream.of(node);
  }
}
