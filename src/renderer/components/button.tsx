/**
 * The button of every screen. While it cannot be pressed it keeps the focus: the browser takes the focus from a disabled
 * button and gives it to nobody, so that whoever pressed Enter on « Save » would start again at the top of the page.
 */
import { Loader, Button as MantineButton, type ButtonProps as MantineProps } from '@mantine/core';
import type { ComponentPropsWithRef, MouseEvent } from 'react';

/** `disabled` and `loading` are said (`aria-disabled`, `aria-busy`) and shown; pressing then does nothing, nor does Enter in its form. */
export function Button({ disabled = false, loading = false, onClick, leftSection, children, ...rest }: ButtonProps) {
  const off = disabled || loading;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  const wheel = loading ? <Loader size={18} color="var(--ink-2)" aria-hidden /> : null;
  return (
    <MantineButton
      {...rest}
      {...(off ? { 'data-disabled': true, 'aria-disabled': true } : {})}
      {...(loading ? { 'aria-busy': true } : {})}
      leftSection={leftSection === undefined ? undefined : (wheel ?? leftSection)}
      onClick={press}
    >
      {wheel === null || leftSection !== undefined ? (
        children
      ) : (
        <span className="button-at-work">
          <span>{children}</span>
          {wheel}
        </span>
      )}
    </MantineButton>
  );
}
type ButtonProps = MantineProps & Omit<ComponentPropsWithRef<'button'>, keyof MantineProps>;
