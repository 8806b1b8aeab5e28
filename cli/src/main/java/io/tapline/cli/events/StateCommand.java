package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An action that changes the state of an event, for which a reason may be given. */
abstract class StateCommand extends ActionCommand {
  @Option(names = "--text", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  String text;

  @Mixin ServerOption server;

  @Override
  final ServerOption server() {
    return server;
  }
}
