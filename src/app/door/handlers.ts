/** The shape of the handlers: one function a channel, typed by the contract. Each room returns its part of the table. */
import type { Channel, Output, ParsedInput } from '../../contract/channels.ts';

export type Handler<C extends Channel> = (input: ParsedInput<C>) => Output<C> | Promise<Output<C>>;
export type Handlers = { readonly [C in Channel]: Handler<C> };
