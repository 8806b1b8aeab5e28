package io.tapline.cli.catalog;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.flowlog.v1.CatalogServiceGrpc;
import io.tapline.flowlog.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import io.tapline.flowlog.v1.GetProtocolRequest;
import io.tapline.flowlog.v1.ListProtocolsRequest;
import io.tapline.flowlog.v1.ListProtocolsResponse;
import io.tapline.flowlog.v1.Protocol;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline catalog protocols}. */
@Command(
    name = "protocols",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the IP protocols by number, or translates one from its number or its name.",
      "An unknown number is translated to # and itself, an unknown name to -1."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tapline catalog protocols", "  tapline catalog protocols 47 --strict"})
final class ProtocolsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NUMBER|NAME",
      description = "The protocol to translate; without it all are listed.")
  @Nullable String protocol;

  @Option(names = "--strict", description = "An unknown protocol is an error.")
  boolean strict;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    CatalogServiceBlockingStub catalog = CatalogServiceGrpc.newBlockingStub(server.connect());
    List<Protocol> protocols =
        protocol == null
            ? AllPages.rows(
                catalog::listProtocols,
                ListProtocolsRequest.getDefaultInstance(),
                ListProtocolsResponse::getProtocolsList)
            : List.of(catalog.getProtocol(request(protocol)));
    output.rows(
        protocols,
        Column.number("number", Protocol::getNumber),
        Column.text("protocol", Protocol::getName));
    return ExitCode.DONE;
  }

  private GetProtocolRequest request(String text) {
    GetProtocolRequest.Builder request = GetProtocolRequest.newBuilder().setStrict(strict);
    return text.matches("[0-9]{1,9}")
        ? request.setNumber(Integer.parseInt(text)).build()
        : request.setName(text).build();
  }
}
