package io.tapline.standalone.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The YAML files in {@code deploy}. */
final class Manifests {
  static final Path ROOT = Path.of("..", "deploy");
  static final String KUSTOMIZATION = "kustomization.yaml";

  private static final Set<String> WORKLOADS = Set.of("DaemonSet", "Deployment", "StatefulSet");

  private Manifests() {}

  /** Every document of every manifest. */
  static List<Node> all() {
    return files().stream()
        .filter(file -> !file.endsWith(KUSTOMIZATION))
        .flatMap(file -> documents(file).stream())
        .toList();
  }

  static List<Node> ofKind(String kind) {
    return all().stream().filter(manifest -> manifest.at("kind").text().equals(kind)).toList();
  }

  static List<Workload> workloads() {
    return all().stream()
        .filter(manifest -> WORKLOADS.contains(manifest.at("kind").text()))
        .map(Workload::new)
        .toList();
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Strictly: a key that is there twice is a failure. */
  static List<Node> documents(Path file) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try {
      Iterable<Object> documents =
          new Yaml(new SafeConstructor(strict)).loadAll(Files.readString(file));
      return StreamSupport.stream(documents.spliterator(), false)
          .map(document -> new Node(ROOT.relativize(file).toString(), document))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
