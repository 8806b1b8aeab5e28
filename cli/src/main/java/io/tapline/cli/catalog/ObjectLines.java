package io.tapline.cli.catalog;

import io.tapline.flowlog.v1.NetObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Net objects as lines of CSV: name, prefixes, hidden; a field may be in double quotes. */
final class ObjectLines {
  private static final String HEADING = "name,prefixes";

  /** Where each name stands. */
  private final Map<String, Integer> lineOf = new HashMap<>();

  private final List<NetObject> objects = new ArrayList<>();
  private int line;

  private ObjectLines() {}

  /** A line that is no net object. */
  static final class LineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LineException(int line, String what) {
      super("line %d: %s".formatted(line, what));
    }
  }

  /**
   * @throws LineException for the first line that is none
   */
  static List<NetObject> read(Stream<String> lines) {
    ObjectLines reader = new ObjectLines();
    lines.forEachOrdered(reader::take);
    return reader.objects;
  }

  private void take(String text) {
    line++;
    boolean heading = line == 1 && (text.equals(HEADING) || text.startsWith(HEADING + ","));
    if (!text.isBlank() && !text.startsWith("#") && !heading) {
      objects.add(object(fields(text)));
    }
  }

  private NetObject object(List<String> fields) {
    if (fields.size() < 2) {
      throw new LineException(line, "a name and its prefixes are expected, with a comma between.");
    }
    Integer before = lineOf.putIfAbsent(fields.getFirst(), line);
    if (before != null) {
      throw new LineException(
          line, "%s stands in line %d already.".formatted(fields.getFirst(), before));
    }
    NetObject.Builder object = NetObject.newBuilder().setName(fields.getFirst());
    Stream.of(fields.get(1).split("\\s+", -1))
        .filter(prefix -> !prefix.isEmpty())
        .forEach(object::addPrefixes);
    return object.setHidden(fields.size() > 2 && hidden(fields.get(2))).build();
  }

  private boolean hidden(String text) {
    return switch (text) {
      case "true" -> true;
      case "", "false" -> false;
      default ->
          throw new LineException(
              line, "the third column says true or false, not \"%s\".".formatted(text));
    };
  }

  /** Two double quotes within quotes are one. */
  private List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        boolean escaped = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        field.append(escaped ? "\"" : "");
        i += escaped ? 1 : 0;
        quoted = escaped || !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new LineException(line, "a quote is not closed.");
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
