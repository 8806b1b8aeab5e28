package io.tapline.cli.capture;

import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.ListHandlersRequest;
import io.tapline.capture.v1.ListHandlersResponse;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline capture handler list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the handlers with their counters.")
final class HandlerListCommand implements Runnable {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        AllPages.rows(
            HandlerServiceGrpc.newBlockingStub(server.connect())::listHandlers,
            ListHandlersRequest.getDefaultInstance(),
            ListHandlersResponse::getHandlersList),
        Column.text("name", Handler::getName),
        Column.text("source", Handler::getSource),
        Column.text("file", row -> row.getStatistics().getCurrentFile()),
        Column.count("frames", row -> row.getStatistics().getFrames()),
        Column.bytes("bytes", row -> row.getStatistics().getBytes()),
        Column.count("files", row -> row.getStatistics().getFilesWritten()),
        Column.count("kept", row -> row.getStatistics().getKeptFiles()),
        Column.count("deleted", row -> row.getStatistics().getDeletedFiles()),
        Column.count("failed_frames", row -> row.getStatistics().getFailedFrames()),
        Column.text("failure", row -> row.getStatistics().getFailure()));
  }
}
