package io.tapline.eventstore.idea;

import static io.tapline.eventstore.Reason.EVENT_TOO_LARGE;
import static io.tapline.eventstore.Reason.INVALID_IDEA;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tapline.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads IDEA messages strictly: duplicate keys, trailing text and wrong types are refused. */
public final class IdeaParser {
  private final IdeaLimits limits;
  private final JsonMapper mapper;

  public IdeaParser(IdeaLimits limits) {
    this.limits = limits;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.nestingDepth())
            .maxStringLength(limits.messageBytes())
            .maxNameLength(1_000)
            .maxNumberLength(100)
            .build();
    this.mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(constraints)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * @throws Refusal EVENT_TOO_LARGE, or INVALID_IDEA with the path of the field
   */
  public IdeaMessage parse(String json) {
    checkSize("idea_json", json.getBytes(StandardCharsets.UTF_8).length, limits.messageBytes());
    IdeaField root = new IdeaField("idea_json", read(json), "");
    root.requireObject();
    checkFormat(root);
    IdeaShape.check(root);
    return message(root, json);
  }

  private IdeaMessage message(IdeaField root, String json) {
    List<IdeaField> sources = root.entries("Source");
    List<IdeaField> targets = root.entries("Target");
    IdeaMessage message =
        new IdeaMessage(
            root.child("ID").identifier(),
            root.child("DetectTime").time(),
            categories(root),
            root.child("Description").optionalText(),
            IdeaSides.side(sources),
            IdeaSides.side(targets),
            IdeaSides.protocols(sources, targets),
            detectors(root),
            annotation(root, "EventClass").optionalName().toLowerCase(Locale.ROOT),
            severity(annotation(root, "EventSeverity")),
            annotation(root, "ResolvedAbuses").texts(),
            annotation(root, "InspectionErrors").texts(),
            storageTime(annotation(root, "StorageTime")),
            json);
    int addresses = message.source().addresses().size() + message.target().addresses().size();
    checkSize("Source and Target addresses", addresses, limits.addresses());
    return message;
  }

  private JsonNode read(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw Refusal.ofField(
          INVALID_IDEA, "idea_json", "idea_json is not acceptable JSON: " + e.getOriginalMessage());
    }
  }

  private static void checkFormat(IdeaField root) {
    IdeaField format = root.child("Format");
    if (!format.text().equals("IDEA0")) {
      throw format.refuse("must be IDEA0");
    }
  }

  private static List<String> categories(IdeaField root) {
    IdeaField field = root.child("Category");
    List<String> categories = field.names();
    if (categories.isEmpty()) {
      throw field.refuse("must name at least one category");
    }
    if (categories.size() > IdeaLimits.CATEGORIES) {
      throw field.refuse("has more than " + IdeaLimits.CATEGORIES + " categories");
    }
    return categories;
  }

  /** Mentat fails on a message without a node, too. */
  private static IdeaMessage.Detectors detectors(IdeaField root) {
    List<IdeaField> nodes = root.entries("Node");
    if (nodes.isEmpty()) {
      throw root.child("Node").refuse("must name at least one detector");
    }
    return IdeaSides.detectors(nodes);
  }

  private static @Nullable Instant storageTime(IdeaField field) {
    return field.isPresent() ? field.time() : null;
  }

  /** Mentat's annotation first, else our own of the same name. */
  private static IdeaField annotation(IdeaField root, String name) {
    IdeaField mentat = root.child("_CESNET").child(name);
    return mentat.isPresent() ? mentat : root.child("_Tapline").child(name);
  }

  private static Severity severity(IdeaField field) {
    if (!field.isPresent()) {
      return Severity.UNSPECIFIED;
    }
    return Severity.parse(field.text())
        .orElseThrow(() -> field.refuse("must be info, low, medium, high or critical"));
  }

  private static void checkSize(String what, int size, int limit) {
    if (size > limit) {
      throw Refusal.ofField(
          EVENT_TOO_LARGE,
          "idea_json",
          "%s: %d, at most %d are accepted".formatted(what, size, limit),
          Map.of("limit", Integer.toString(limit)));
    }
  }
}
