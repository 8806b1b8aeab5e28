package io.tapline.cli.catalog;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.flowlog.v1.CatalogServiceGrpc;
import io.tapline.flowlog.v1.ListNetObjectsRequest;
import io.tapline.flowlog.v1.ListNetObjectsResponse;
import io.tapline.flowlog.v1.NetObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline catalog objects}. */
@Command(
    name = "objects",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists net objects by name. Exit code 1: none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline catalog objects --under /NetObjects/Office",
      "  tapline catalog objects --hidden --format csv     as `tapline catalog import` reads it"
    })
final class ObjectsCommand implements Callable<Integer> {
  /** With many prefixes each, more might not fit into a message. */
  private static final int PAGE_OBJECTS = 100;

  @Option(
      names = "--under",
      paramLabel = "PATH",
      defaultValue = "",
      description = "Only the object of this name and those under it.")
  String under;

  @Option(names = "--hidden", description = "Also those that filters may not name.")
  boolean hidden;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<NetObject> objects =
        AllPages.rows(
            CatalogServiceGrpc.newBlockingStub(server.connect())::listNetObjects,
            ListNetObjectsRequest.newBuilder()
                .setUnder(under)
                .setIncludeHidden(hidden)
                .setPageSize(PAGE_OBJECTS)
                .build(),
            ListNetObjectsResponse::getNetObjectsList);
    output.rows(
        objects,
        Column.text("name", NetObject::getName),
        Column.text("prefixes", object -> String.join(" ", object.getPrefixesList())),
        Column.flag("hidden", NetObject::getHidden),
        Column.count("commit_id", NetObject::getCommitId));
    return ExitCode.found(objects.size());
  }
}
