package io.tapline.cli.catalog;

import io.tapline.flowlog.v1.NetObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline catalog set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Adds a net object, or replaces the one of that name, and commits.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline catalog set /NetObjects/Office --prefix 10.1.0.0/16 --prefix 2001:db8:1::/48"
          + " --message 'the new office'",
      "  tapline catalog set /NetObjects/Office/Guests --prefix 10.1.9.0/24 --hidden --message wifi"
    })
final class SetCommand implements Runnable {
  @Parameters(
      paramLabel = "NAME",
      description = "A path such as /NetObjects/Office; what is under it counts for it.")
  String name;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "An address or a prefix; may be given more than once.")
  List<String> prefixes = new ArrayList<>();

  @Option(
      names = "--hidden",
      description = "Filters may not name it; its addresses count for the objects above it.")
  boolean hidden;

  @Mixin CommitOptions options;

  @Override
  public void run() {
    NetObject object =
        NetObject.newBuilder().setName(name).addAllPrefixes(prefixes).setHidden(hidden).build();
    options.put(List.of(object));
  }
}
