package io.tapline.cli.capture;

import io.tapline.cli.CliException;
import io.tapline.cli.yaml.YamlFile;
import io.tapline.cli.yaml.YamlMap;
import io.tapline.cli.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code bsc.yaml}, the configuration of AIT's binary stream capturer.
 *
 * @param handlers in the order of the file
 * @param remarks what of the file has another meaning here, in sentences
 */
record BscFile(List<BscHandler> handlers, List<String> remarks) {
  private static final Set<String> SECTIONS = Set.of("capture_manager", "handlers");
  private static final Set<String> MANAGER = Set.of("root_log_directory", "manager_server");
  private static final Set<String> SERVER = Set.of("host", "port");
  private static final int MAX_PORT = 65_535;

  /**
   * Reads all of a file.
   *
   * @throws CliException USAGE with everything that is wrong, each with its line and the path of
   *     its key
   */
  static BscFile read(Path file) {
    YamlValue document = YamlFile.read(file);
    YamlMap sections = document.map(SECTIONS);
    List<String> remarks = new ArrayList<>();
    BscDirectories directories =
        new BscDirectories(
            sections.get("capture_manager").map(value -> root(value, remarks)).orElse(""));
    List<BscHandler> handlers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue value : sections.get("handlers").map(YamlValue::list).orElse(List.of())) {
      BscHandler handler = BscHandler.of(value, directories);
      String name = handler.handler().getName();
      if (!name.isEmpty() && !names.add(name)) {
        value.wrong("has the name of another handler of the file.");
      }
      handlers.add(handler);
    }
    document.requireRight();
    return new BscFile(handlers, remarks);
  }

  /** The root of all directories; empty when there is none. */
  private static String root(YamlValue value, List<String> remarks) {
    YamlMap manager = value.map(MANAGER);
    manager.get("manager_server").ifPresent(server -> checkServer(server, remarks));
    Optional<String> root = manager.get("root_log_directory").map(YamlValue::text);
    root.ifPresent(
        directory ->
            remarks.add(
                "root_log_directory "
                    + directory
                    + " stands for the sensor's directory of handlers (handlers in its data"
                    + " directory)."));
    return root.orElse("");
  }

  private static void checkServer(YamlValue value, List<String> remarks) {
    YamlMap server = value.map(SERVER);
    server.get("host").ifPresent(YamlValue::text);
    server.get("port").ifPresent(port -> port.number(1, MAX_PORT));
    remarks.add(
        "manager_server has no effect here: AIT's routes are served where the sensor has"
            + " tapline.capture.ait.port and tapline.capture.ait.host.");
  }
}
