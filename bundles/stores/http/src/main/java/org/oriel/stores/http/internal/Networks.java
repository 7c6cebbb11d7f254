// SPDX-License-Identifier: Apache-2.0
package org.oriel.stores.http.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.oriel.base.Problems;

/** Ranges of addresses, such as {@code 169.254.0.0/16}. */
final class Networks {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final class Network {
    private final byte[] address;
    private final int bits;

    Network(byte[] address, int bits) {
      this.address = address;
      this.bits = bits;
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /** Reads ranges, or single addresses; {@code none} stands for no range. */
  static Networks of(List<String> texts, String option, Problems problems) {
    List<Network> networks = new ArrayList<>();
    for (String text : texts) {
      if (!text.equals("none")) {
        try {
          networks.add(network(text));
        } catch (UnknownHostException | NumberFormatException e) {
          problems.add("Option " + option + " is not a list of networks.");
        }
      }
    }
    return new Networks(List.copyOf(networks));
  }

  private static Network network(String text) throws UnknownHostException {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(literal).matches()) {
      throw new UnknownHostException("not an address");
    }
    byte[] address = InetAddress.getByName(literal).getAddress();
    int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > address.length * 8) {
      throw new NumberFormatException("bits");
    }
    return new Network(address, bits);
  }

  boolean hold(InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address.getAddress()));
  }
}
