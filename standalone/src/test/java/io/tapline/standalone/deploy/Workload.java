package io.tapline.standalone.deploy;

import java.util.List;
import java.util.Optional;

/** A manifest that makes pods; each of ours has one container. */
record Workload(Node manifest) {
  String name() {
    return manifest.at("metadata", "name").text();
  }

  Node pod() {
    return manifest.at("spec", "template", "spec");
  }

  Node container() {
    return pod().at("containers").items().getFirst();
  }

  /** The environment's variables that have a value here. */
  Optional<String> variable(String name) {
    return container().at("env").items().stream()
        .filter(variable -> variable.at("name").text().equals(name))
        .map(variable -> variable.at("value").text())
        .findFirst();
  }

  List<String> variables() {
    return container().at("env").items().stream()
        .map(variable -> variable.at("name").text())
        .toList();
  }

  @Override
  public String toString() {
    return manifest.at("kind").text() + " " + name();
  }
}
