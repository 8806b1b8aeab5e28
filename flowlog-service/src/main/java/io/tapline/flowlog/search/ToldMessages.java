package io.tapline.flowlog.search;

import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.Exported;
import io.tapline.flowlog.v1.Firewall;
import io.tapline.flowlog.v1.Nat;
import io.tapline.wire.address.IpAddresses;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** What flow records told, into messages: only what was told is set. */
final class ToldMessages {
  private ToldMessages() {}

  static void add(Connection.Builder connection, ToldColumns told) {
    if (told.flowRecords() == 0) {
      return;
    }
    connection.setExported(exported(told));
    addTranslation(connection, told);
    addFirewall(connection, told);
  }

  private static Exported exported(ToldColumns told) {
    Exported.Builder exported =
        Exported.newBuilder()
            .setExporterAddress(address(told.exporterHigh(), told.exporterLow()))
            .setObservationDomain(told.observationDomain())
            .setFlowRecords(told.flowRecords())
            .setSamplingInterval(told.samplingInterval());
    addPath(exported, told);
    addEndpoints(exported, told);
    return exported.build();
  }

  private static void addPath(Exported.Builder exported, ToldColumns told) {
    exported
        .setInputInterfaceName(told.inputInterfaceName())
        .setOutputInterfaceName(told.outputInterfaceName())
        .setNextHopAddress(address(told.nextHopHigh(), told.nextHopLow()));
    set(told.inputInterface(), exported::setInputInterface);
    set(told.outputInterface(), exported::setOutputInterface);
  }

  private static void addEndpoints(Exported.Builder exported, ToldColumns told) {
    set(told.clientAs(), exported::setClientAs);
    set(told.serverAs(), exported::setServerAs);
    setInt(told.clientMask(), exported::setClientMask);
    setInt(told.serverMask(), exported::setServerMask);
    setInt(told.clientTos(), exported::setClientTos);
    setInt(told.serverTos(), exported::setServerTos);
    set(told.clientTag(), exported::setClientTag);
    set(told.serverTag(), exported::setServerTag);
  }

  private static void addTranslation(Connection.Builder connection, ToldColumns told) {
    Nat nat =
        Nat.newBuilder()
            .setClientAddress(address(told.natClientHigh(), told.natClientLow()))
            .setClientPort(told.natClientPort())
            .setServerAddress(address(told.natServerHigh(), told.natServerLow()))
            .setServerPort(told.natServerPort())
            .build();
    if (!nat.equals(Nat.getDefaultInstance())) {
      connection.setNat(nat);
    }
  }

  private static void addFirewall(Connection.Builder connection, ToldColumns told) {
    Firewall firewall =
        Firewall.newBuilder()
            .setAction(told.firewallAction())
            .setChain(told.firewallChain())
            .build();
    if (!firewall.equals(Firewall.getDefaultInstance())) {
      connection.setFirewall(firewall);
    }
  }

  private static void set(long value, LongConsumer setter) {
    if (value >= 0) {
      setter.accept(value);
    }
  }

  private static void setInt(int value, IntConsumer setter) {
    if (value >= 0) {
      setter.accept(value);
    }
  }

  /** Empty where both halves are 0. */
  static String address(long high, long low) {
    return (high | low) == 0 ? "" : IpAddresses.format(high, low);
  }
}
