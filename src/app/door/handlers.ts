/** The shape of the handlers: one function a channel, typed by the contract. Each room returns its part of the table. */
import type { Channel, Output, ParsedInput } from '../../contract/channels.ts';

export type Handler<C extends Channel> = (input: ParsedInput<C>) => Output<C> | Promise<Output<C>>;
export type Handlers = { readonly [C in Channel]: Handler<C> };

/** The handlers of a part of the contract, such as `typeof packChannels`: one that is missing does not compile. */
export type HandlersOf<Part> = Pick<Handlers, keyof Part & Channel>;
