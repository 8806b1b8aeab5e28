package io.tapline.cli.capture;

import io.tapline.capture.v1.GetSourceRequest;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline capture show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows one source with its counters.")
final class ShowSourceCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the source.")
  String name;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Source source =
        SourceServiceGrpc.newBlockingStub(server.connect())
            .getSource(GetSourceRequest.newBuilder().setName(name).build());
    output.rows(List.of(source), ListSourcesCommand.columns());
  }
}
