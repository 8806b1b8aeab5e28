package io.tapline.standalone.running;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One channel to services at different addresses: each call goes to the service of its method. */
final class SiteChannel extends ManagedChannel {
  private final Map<String, ManagedChannel> byService;

  SiteChannel(Map<String, ManagedChannel> byService) {
    this.byService = byService;
  }

  /** The contracts are in packages {@code tapline.SERVICE.v1}; what is not is asked of capture. */
  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    String[] name = method.getFullMethodName().split("\\.", 3);
    String service = name[0].equals("tapline") ? name[1] : "capture";
    return Objects.requireNonNull(byService.get(service), service).newCall(method, options);
  }

  @Override
  public ManagedChannel shutdown() {
    byService.values().forEach(ManagedChannel::shutdown);
    return this;
  }

  @Override
  public ManagedChannel shutdownNow() {
    byService.values().forEach(ManagedChannel::shutdownNow);
    return this;
  }

  @Override
  public boolean isShutdown() {
    return byService.values().stream().allMatch(ManagedChannel::isShutdown);
  }

  @Override
  public boolean isTerminated() {
    return byService.values().stream().allMatch(ManagedChannel::isTerminated);
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long until = System.nanoTime() + unit.toNanos(timeout);
    for (ManagedChannel channel : byService.values()) {
      if (!channel.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String authority() {
    return "tapline";
  }
}
