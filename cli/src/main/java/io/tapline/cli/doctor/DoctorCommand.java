package io.tapline.cli.doctor;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.connect.UserData;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Checks what Tapline needs and says what to do. Exit code 1: something is broken.")
public final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory to check (default: that of `tapline up`).")
  @Nullable Path data;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "${env:TAPLINE_MEMORY:-1g}",
      description = "What `tapline up --memory` is to get (default: TAPLINE_MEMORY, else 1g).")
  String memory;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.add(LocalChecks.java());
    findings.add(LocalChecks.memory(memory, LocalChecks.machineMemory()));
    findings.add(LocalChecks.libpcap());
    findings.add(LocalChecks.captureRights());
    findings.add(LocalChecks.disk(data == null ? UserData.directory(System.getenv()) : data));
    findings.addAll(new ServerChecks(server).all());
    output.rows(
        findings,
        Column.text("check", Finding::check),
        Column.text("verdict", row -> row.verdict().name().toLowerCase(Locale.ROOT)),
        Column.text("found", Finding::found),
        Column.text("do", Finding::advice));
    return findings.stream().anyMatch(row -> row.verdict() == Verdict.BROKEN)
        ? ExitCode.NOTHING_FOUND
        : ExitCode.DONE;
  }
}
