package io.tapline.cli.capture;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.AddHandlerRequest;
import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.DeleteSourceRequest;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.HandlerServiceGrpc.HandlerServiceBlockingStub;
import io.tapline.capture.v1.RemoveHandlerRequest;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.capture.v1.SourceServiceGrpc.SourceServiceBlockingStub;
import io.tapline.cli.connect.ServerError;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Adds to a sensor what is missing: all of it, or what was added is removed again. */
final class BscApplication {
  private final SourceServiceBlockingStub sources;
  private final HandlerServiceBlockingStub handlers;
  private final PrintWriter err;
  private final Deque<BscStep> added = new ArrayDeque<>();

  BscApplication(Channel channel, PrintWriter err) {
    this.sources = SourceServiceGrpc.newBlockingStub(channel);
    this.handlers = HandlerServiceGrpc.newBlockingStub(channel);
    this.err = err;
  }

  /**
   * Takes every step that leads to something new.
   *
   * @throws StatusRuntimeException why one failed; said is then which
   */
  void take(List<BscStep> steps) {
    for (BscStep step : steps) {
      if (!step.there()) {
        take(step);
      }
    }
  }

  private void take(BscStep step) {
    try {
      add(step);
      added.push(step);
    } catch (StatusRuntimeException e) {
      err.printf(
          "%s: the %s %s cannot be added, so nothing of the file is.%n",
          step.place(), step.kind(), step.name());
      added.forEach(this::undo);
      throw e;
    }
  }

  private void add(BscStep step) {
    switch (step) {
      case BscStep.OfSource of ->
          sources
              .createSource(CreateSourceRequest.newBuilder().setSource(of.source()).build())
              .getWarningsList()
              .forEach(warning -> err.println("Warning: " + warning));
      case BscStep.OfHandler of -> {
        var _ =
            handlers.addHandler(AddHandlerRequest.newBuilder().setHandler(of.handler()).build());
      }
    }
  }

  /** That it fails too is said, and the others are undone all the same. */
  private void undo(BscStep step) {
    try {
      remove(step);
    } catch (StatusRuntimeException e) {
      err.printf(
          "The %s %s was added and cannot be removed again: %s%n",
          step.kind(), step.name(), ServerError.of(e).sentence());
    }
  }

  private void remove(BscStep step) {
    switch (step) {
      case BscStep.OfSource of -> {
        var _ = sources.deleteSource(DeleteSourceRequest.newBuilder().setName(of.name()).build());
      }
      case BscStep.OfHandler of -> {
        var _ =
            handlers.removeHandler(RemoveHandlerRequest.newBuilder().setName(of.name()).build());
      }
    }
  }
}
