package io.tapline.cli.yaml;

import io.tapline.cli.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML file, with its line and the path of keys that leads to it. Read as something
 * that it is not, it notes that as a problem of the file and gives a substitute, so that the rest
 * of the file is looked at too; {@link #requireRight} ends the command then.
 */
public final class YamlValue {
  private final YamlProblems problems;
  private final Node node;
  private final String path;

  /**
   * @param path keys with dots and indexes in brackets; empty for the document
   */
  YamlValue(YamlProblems problems, Node node, String path) {
    this.problems = problems;
    this.node = node;
    this.path = path;
  }

  /** File, line and path, for example {@code bsc.yaml:12: handlers[0].name}. */
  public String place() {
    return problems.place(node) + ": " + (path.isEmpty() ? "the document" : path);
  }

  /**
   * Notes a problem.
   *
   * @param sentence what is wrong, without its subject, which is the path
   */
  public void wrong(String sentence) {
    problems.add(place() + " " + sentence);
  }

  /**
   * @throws CliException USAGE with every problem of the file that was noted
   */
  public void requireRight() {
    problems.requireNone();
  }

  /** A text; empty when it is none. */
  public String text() {
    if (node instanceof ScalarNode scalar && is(Tag.STR)) {
      return scalar.getValue();
    }
    wrong("is " + kind() + ", not a text" + (node instanceof ScalarNode ? " in quotes." : "."));
    return "";
  }

  /**
   * True or false as YAML 1.1 writes them, also yes and no, on and off; false when it is neither.
   */
  public boolean flag() {
    String word =
        node instanceof ScalarNode scalar && is(Tag.BOOL)
            ? scalar.getValue().toLowerCase(Locale.ROOT)
            : "";
    return switch (word) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> {
        wrong("is " + kind() + ", not true or false.");
        yield false;
      }
    };
  }

  /** A whole number in these bounds, also hexadecimal; {@code minimum} when it is none. */
  public int number(int minimum, int maximum) {
    if (node instanceof ScalarNode scalar && is(Tag.INT)) {
      try {
        int number = Integer.decode(scalar.getValue().replace("_", ""));
        if (number >= minimum && number <= maximum) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      wrong("is " + scalar.getValue() + ", not " + minimum + " to " + maximum + ".");
    } else {
      wrong("is " + kind() + ", not a number from " + minimum + " to " + maximum + ".");
    }
    return minimum;
  }

  /** The values of a list; none when it is no list. */
  public List<YamlValue> list() {
    List<YamlValue> values = new ArrayList<>();
    if (node instanceof SequenceNode sequence && is(Tag.SEQ)) {
      for (Node value : sequence.getValue()) {
        values.add(new YamlValue(problems, value, path + "[" + values.size() + "]"));
      }
    } else {
      wrong("is " + kind() + ", not a list.");
    }
    return values;
  }

  /**
   * The values of a mapping by key; none when it is no mapping.
   *
   * @param known all keys that it may have: others are problems, and so is a key that is there
   *     twice
   */
  public YamlMap map(Set<String> known) {
    Map<String, YamlValue> values = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping && is(Tag.MAP)) {
      mapping.getValue().forEach(entry -> put(values, entry, known));
    } else {
      wrong("is " + kind() + ", not a mapping.");
    }
    return new YamlMap(this, values);
  }

  private void put(Map<String, YamlValue> values, NodeTuple entry, Set<String> known) {
    String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    String itsPath = path.isEmpty() ? key : path + "." + key;
    YamlValue place = new YamlValue(problems, entry.getKeyNode(), itsPath);
    if (!known.contains(key)) {
      place.wrong("is not a key here; there are " + String.join(", ", new TreeSet<>(known)) + ".");
    } else if (values.putIfAbsent(key, new YamlValue(problems, entry.getValueNode(), itsPath))
        != null) {
      place.wrong("is there twice.");
    }
  }

  private boolean is(Tag tag) {
    return tag.equals(node.getTag());
  }

  /** What it is, for people. */
  private String kind() {
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return "empty";
    } else if (tag.equals(Tag.STR)) {
      return "a text";
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "a number";
    } else if (tag.equals(Tag.BOOL)) {
      return "true or false";
    } else if (tag.equals(Tag.TIMESTAMP)) {
      return "a date";
    } else if (tag.equals(Tag.SEQ)) {
      return "a list";
    }
    return tag.equals(Tag.MAP) ? "a mapping" : "of the type " + tag.getValue();
  }
}
