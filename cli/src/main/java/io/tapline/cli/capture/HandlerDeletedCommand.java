package io.tapline.cli.capture;

import io.tapline.capture.v1.DeletedFile;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.ListDeletedFilesRequest;
import io.tapline.capture.v1.ListDeletedFilesResponse;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline capture handler deleted}. */
@Command(
    name = "deleted",
    mixinStandardHelpOptions = true,
    description = "Lists the files that retention deleted, the latest first.")
final class HandlerDeletedCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Handler that wrote them (default: all).")
  String handler;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        AllPages.rows(
            HandlerServiceGrpc.newBlockingStub(server.connect())::listDeletedFiles,
            ListDeletedFilesRequest.newBuilder().setHandler(handler).build(),
            ListDeletedFilesResponse::getFilesList),
        IntervalOptions.column("deleted", DeletedFile::getDeleteTime, ZoneOffset.UTC),
        Column.text("handler", DeletedFile::getHandler),
        Column.text("file", DeletedFile::getFile),
        Column.bytes("bytes", DeletedFile::getBytes),
        Column.text("rule", row -> EnumWord.of(row.getRule())));
  }
}
