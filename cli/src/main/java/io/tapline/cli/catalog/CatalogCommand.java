package io.tapline.cli.catalog;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline catalog}. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = {
      "Names that the connection log knows: services, protocols, and net objects.",
      "A net object is a named set of prefixes, with a path as its name. It has the addresses of"
          + " all objects under it as well. Filters ask for it: netobject = /NetObjects/Office."
    },
    subcommands = {
      ServicesCommand.class,
      ProtocolsCommand.class,
      ObjectsCommand.class,
      SetCommand.class,
      RemoveCommand.class,
      ImportCommand.class,
      LogCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline catalog set /NetObjects/Office --prefix 10.1.0.0/16 --prefix 2001:db8:1::/48"
          + " --message 'the new office'",
      "  tapline search 'netobject = /NetObjects/Office and port = 22'",
      "  tapline catalog objects --format csv > objects.csv",
      "  tapline catalog import objects.csv --message 'as of today'     all of it, or nothing",
      "  tapline catalog log                                            what changed, and why"
    })
public final class CatalogCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "What of the catalog: services, protocols, objects, set, remove, import or log?");
  }
}
