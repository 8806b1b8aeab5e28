package io.tapline.cli.capture;

import io.tapline.cli.yaml.YamlValue;
import java.nio.file.Path;

/**
 * AIT's directories among those of a sensor. The root of a {@code bsc.yaml} stands for the sensor's
 * directory of handlers, which no handler leaves.
 *
 * @param root {@code capture_manager.root_log_directory}; empty when the file has none
 */
record BscDirectories(String root) {

  /** A directory as a sensor takes it: relative, without {@code ..}. */
  String below(YamlValue value) {
    String text = value.text();
    Path directory = Path.of(text.replace('\0', '?')).normalize();
    if (absolute(text)) {
      return belowRoot(value, directory);
    }
    if (directory.startsWith("..")) {
      value.wrong("leads out of the directory that it is below.");
    }
    return directory.toString();
  }

  private String belowRoot(YamlValue value, Path directory) {
    Path top = Path.of(root).normalize();
    if (root.isEmpty() || !directory.startsWith(top)) {
      value.wrong(
          "is not below capture_manager.root_log_directory, which stands for the sensor's"
              + " directory of handlers: a sensor writes nowhere else.");
      return "";
    }
    return top.relativize(directory).toString();
  }

  /** AIT expands a tilde. */
  static boolean absolute(String directory) {
    return directory.startsWith("/") || directory.startsWith("~");
  }
}
