package io.pgbelay.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes sockets that go to one address whatever the name resolves to by now, while TLS still checks the name. Made by the
 * driver, by its class name.
 */
public final class PinnedSockets extends SocketFactory {
    private static final int SILENCE_SECONDS = 60;
    private final String address;

    /** What the driver calls with its {@code socketFactoryArg}. */
    public PinnedSockets(String address) {
        this.address = address;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress asked, int timeout) throws IOException {
                var port = ((InetSocketAddress) asked).getPort();
                super.connect(new InetSocketAddress(InetAddress.getByName(address), port), timeout);
                // Sessions that only hold something are silent for hours, and what lies between forgets silent ones.
                setOption(ExtendedSocketOptions.TCP_KEEPIDLE, SILENCE_SECONDS);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }
}
