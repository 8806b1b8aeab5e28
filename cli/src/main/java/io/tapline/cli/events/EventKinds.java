package io.tapline.cli.events;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options {@code --category} and {@code --class}. */
final class EventKinds {
  @Option(names = "--category", paramLabel = "NAME", description = "IDEA category; repeatable.")
  List<String> categories = new ArrayList<>();

  @Option(names = "--class", paramLabel = "NAME", description = "Event class; repeatable.")
  List<String> classes = new ArrayList<>();
}
