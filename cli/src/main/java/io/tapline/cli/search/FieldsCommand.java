package io.tapline.cli.search;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline fields}. */
@Command(
    name = "fields",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the fields of filters, and what they are compared with.",
    footerHeading = "%nExamples:%n",
    footer = {"  tapline fields", "  tapline fields --format json | jq -r .field"})
public final class FieldsCommand implements Callable<Integer> {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    output.rows(
        AllPages.rows(
            ConnectionServiceGrpc.newBlockingStub(server.connect())::listFields,
            ListFieldsRequest.getDefaultInstance(),
            ListFieldsResponse::getFieldsList),
        Column.text("field", FilterField::getName),
        Column.text("operators", field -> field.getOrdered() ? "= != < <= > >=" : "= !="),
        Column.text("description", FilterField::getDescription),
        Column.text("values", field -> String.join(" ", field.getValuesList())));
    return ExitCode.DONE;
  }
}
