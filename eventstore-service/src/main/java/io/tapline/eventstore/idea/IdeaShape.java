package io.tapline.eventstore.idea;

import java.util.List;
import java.util.Map;

/**
 * The fields of IDEA0 that are no columns: where they are present they must have the type that the
 * format gives them. Fields that the format does not name are free.
 */
final class IdeaShape {
  private enum Type {
    TEXT,
    TEXTS,
    TIME,
    COUNT,
    COUNTS,
    FRACTION,
    FLAG
  }

  private static final Map<Type, List<String>> MESSAGE =
      Map.of(
          Type.TEXT, List.of("Description", "Note"),
          Type.TEXTS, List.of("AltNames", "CorrelID", "AggrID", "PredID", "RelID", "Ref"),
          Type.TIME, List.of("CreateTime", "WinStartTime", "WinEndTime", "EventTime", "CeaseTime"),
          Type.COUNT, List.of("ConnCount", "FlowCount", "PacketCount", "ByteCount"),
          Type.FRACTION, List.of("Confidence"));

  private static final Map<Type, List<String>> SIDE =
      Map.of(
          Type.TEXT, List.of("Note"),
          Type.TEXTS,
              List.of("Hostname", "MAC", "URL", "Email", "AttachHand", "Router", "Netname", "Ref"),
          Type.COUNTS, List.of("ASN"),
          Type.FLAG, List.of("Spoofed", "Imprecise", "Anonymised"));

  private static final Map<Type, List<String>> ATTACH =
      Map.of(
          Type.TEXT,
              List.of(
                  "Handle", "Note", "ContentType", "ContentCharset", "ContentEncoding", "Content"),
          Type.TEXTS, List.of("FileName", "Type", "Hash", "Ref", "ContentID", "ExternalURI"),
          Type.COUNT, List.of("Size"));

  private static final Map<Type, List<String>> NODE =
      Map.of(Type.TEXT, List.of("Note", "AggrWin"), Type.TEXTS, List.of("SW"));

  private IdeaShape() {}

  static void check(IdeaField root) {
    check(root, MESSAGE);
    root.entries("Source").forEach(source -> check(source, SIDE));
    root.entries("Target").forEach(target -> check(target, SIDE));
    root.entries("Attach").forEach(attach -> check(attach, ATTACH));
    root.entries("Node").forEach(node -> check(node, NODE));
  }

  private static void check(IdeaField object, Map<Type, List<String>> fields) {
    fields.forEach(
        (type, names) ->
            names.stream()
                .map(object::child)
                .filter(IdeaField::isPresent)
                .forEach(field -> check(field, type)));
  }

  private static void check(IdeaField field, Type type) {
    switch (type) {
      case TEXT -> field.text();
      case TEXTS -> field.texts();
      case TIME -> field.time();
      case COUNT -> field.count();
      case COUNTS -> field.elements().forEach(IdeaField::count);
      case FRACTION -> field.requireFraction();
      case FLAG -> field.requireFlag();
    }
  }
}
