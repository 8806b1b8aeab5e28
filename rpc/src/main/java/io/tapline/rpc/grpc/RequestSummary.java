package io.tapline.rpc.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an audit keeps of a request: what was searched for and in which interval, or the name of
 * what was changed. Never contents: they may be large, or secret.
 */
final class RequestSummary {
  private static final List<String> FIELDS =
      List.of(
          "interval",
          "filter",
          "query",
          "host",
          "source",
          "id",
          "event_id",
          "name",
          "group",
          "key",
          "table",
          "column");

  private static final int MAX_LENGTH = 1_000;

  private RequestSummary() {}

  /** Fields of the request by name, as text. */
  static Map<String, String> of(Message request) {
    Map<String, String> summary = new TreeMap<>();
    for (String name : FIELDS) {
      FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
      if (field != null && !field.isRepeated() && isSet(request, field)) {
        summary.put(name, cut(text(request.getField(field))));
      }
    }
    return summary;
  }

  private static boolean isSet(Message request, FieldDescriptor field) {
    return field.hasPresence()
        ? request.hasField(field)
        : !request.getField(field).equals(field.getDefaultValue());
  }

  private static String text(Object value) {
    return value instanceof Message message
        ? TextFormat.printer().emittingSingleLine(true).printToString(message).strip()
        : value.toString();
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MAX_LENGTH));
  }
}
