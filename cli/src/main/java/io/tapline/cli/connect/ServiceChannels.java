package io.tapline.cli.connect;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A channel to all services: each call goes where the service of its method is. For any number of
 * threads.
 */
final class ServiceChannels extends Channel {
  private final Servers servers;
  private final Function<String, ManagedChannel> open;
  private final Map<String, ManagedChannel> byAddress = new ConcurrentHashMap<>();

  /**
   * @param open a channel to an address; it connects at its first call
   */
  ServiceChannels(Servers servers, Function<String, ManagedChannel> open) {
    this.servers = servers;
    this.open = open;
  }

  /**
   * @throws CliException USAGE when nobody said where the service is
   */
  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    return channel(service(method)).newCall(method, options);
  }

  @Override
  public String authority() {
    return "tapline";
  }

  void shutdown() {
    byAddress.values().forEach(ManagedChannel::shutdownNow);
    byAddress.clear();
  }

  private ManagedChannel channel(String service) {
    String address =
        servers
            .addressOf(service)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.USAGE,
                        "This asks %s, and --server names no address of it: add %s=HOST:PORT."
                            .formatted(service, service)));
    return byAddress.computeIfAbsent(address, open);
  }

  /** The contracts are in packages {@code tapline.SERVICE.v1}. */
  private static String service(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().split("\\.", 3)[1];
  }
}
